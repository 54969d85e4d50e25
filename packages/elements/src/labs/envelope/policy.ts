import type { EncryptionContext } from '@notebank/aws-reference/envelope';
import { CALLER } from './keys.ts';

/** The key policies to choose from. */
export type PolicyId = 'all' | 'write-only' | 'one-tenant';

/** A statement of a key policy, as far as the lab needs one. */
interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal: { readonly AWS: string };
  readonly Action: readonly string[];
  readonly Resource: '*';
  readonly Condition?: { readonly StringEquals: Readonly<Record<string, string>> };
}

export interface KeyPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

const allow = (Sid: string, Action: readonly string[], Condition?: Statement['Condition']): Statement => ({
  Sid,
  Effect: 'Allow',
  Principal: { AWS: CALLER },
  Action,
  Resource: '*',
  ...(Condition && { Condition }),
});

const WRITE = ['kms:GenerateDataKey', 'kms:Encrypt'] as const;

/** What each policy allows the caller. A real one also allows administrators to administer. */
export const POLICIES: Readonly<Record<PolicyId, KeyPolicy>> = {
  all: { Version: '2012-10-17', Statement: [allow('Use', [...WRITE, 'kms:Decrypt'])] },
  'write-only': { Version: '2012-10-17', Statement: [allow('Write', WRITE)] },
  'one-tenant': {
    Version: '2012-10-17',
    Statement: [
      allow('Write', WRITE),
      allow('ReadGreen', ['kms:Decrypt'], { StringEquals: { 'kms:EncryptionContext:tenant': 'green' } }),
    ],
  },
};

/** Whether a policy allows the caller an action with this encryption context. */
export function isAllowed(policy: KeyPolicy, action: string, context: EncryptionContext): boolean {
  return policy.Statement.some(({ Action, Condition }) => {
    const wanted = Object.entries(Condition?.StringEquals ?? {});
    const meets = wanted.every(([key, value]) => context[key.replace('kms:EncryptionContext:', '')] === value);
    return Action.includes(action) && meets;
  });
}

/** How KMS words a request that no policy allows. */
export function deniedMessage(action: string, arn: string): string {
  return `User: ${CALLER} is not authorized to perform: ${action} on resource: ${arn} because no resource-based policy allows the ${action} action`;
}

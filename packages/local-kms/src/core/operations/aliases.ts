import { Fault } from '../fault.ts';
import { aliasArn, managedKey } from '../key-id.ts';
import { checkStays } from '../key-state.ts';
import type { Service } from '../service.ts';
import type { AliasRecord } from '../state.ts';
import { KEY_ID, type Operation, REQUIRED_KEY_ID } from './operation.ts';
import { LIMIT, MARKER, type PageInput, type PageOutput, page } from './pages.ts';

export interface AliasInput {
  /** `alias/` and a name. */
  readonly AliasName: string;
}

export interface AliasTargetInput extends AliasInput {
  /** Key id or key ARN. */
  readonly TargetKeyId: string;
}

const ALIAS_NAME = { type: 'string', min: 1, max: 256, pattern: '^[a-zA-Z0-9:/_-]+$', required: true } as const;
const MAX_ALIASES = 50;

function checkName(name: string): void {
  if (!/^alias\/./.test(name)) {
    throw new Fault(
      'ValidationException',
      'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    );
  }
  if (name.startsWith('alias/aws/')) throw new Fault('NotAuthorizedException');
}

function existing(service: Service, name: string): AliasRecord {
  const alias = service.state.aliases.get(name);
  if (alias === undefined) throw new Fault('NotFoundException', `Alias ${aliasArn(service, name)} is not found.`);
  return alias;
}

/** The id of the key that an alias is to name. */
function target(service: Service, given: string, operation: string): string {
  const key = managedKey(service, given, operation);
  checkStays(service, key);
  return key.keyId;
}

export const createAlias: Operation<AliasTargetInput, undefined> = {
  members: { AliasName: ALIAS_NAME, TargetKeyId: REQUIRED_KEY_ID },
  run(service, { AliasName: name, TargetKeyId }) {
    checkName(name);
    const keyId = target(service, TargetKeyId, 'CreateAlias');
    const { aliases } = service.state;
    if (aliases.has(name)) {
      throw new Fault('AlreadyExistsException', `An alias with the name ${aliasArn(service, name)} already exists`);
    }
    if ([...aliases.values()].filter((alias) => alias.keyId === keyId).length >= MAX_ALIASES) {
      throw new Fault('LimitExceededException', `A key has at most ${MAX_ALIASES} aliases`);
    }
    const now = service.now();
    aliases.set(name, { name, keyId, createdAt: now, updatedAt: now });
    return undefined;
  },
};

export const updateAlias: Operation<AliasTargetInput, undefined> = {
  members: { AliasName: ALIAS_NAME, TargetKeyId: REQUIRED_KEY_ID },
  run(service, { AliasName: name, TargetKeyId }) {
    checkName(name);
    const alias = existing(service, name);
    const keyId = target(service, TargetKeyId, 'UpdateAlias');
    service.state.aliases.set(name, { ...alias, keyId, updatedAt: service.now() });
    return undefined;
  },
};

export const deleteAlias: Operation<AliasInput, undefined> = {
  members: { AliasName: ALIAS_NAME },
  run(service, { AliasName: name }) {
    checkName(name);
    service.state.aliases.delete(existing(service, name).name);
    return undefined;
  },
};

export interface ListAliasesInput extends PageInput {
  readonly KeyId?: string | undefined;
}

export interface ListAliasesOutput extends PageOutput {
  readonly Aliases: readonly {
    readonly AliasName: string;
    readonly AliasArn: string;
    readonly TargetKeyId: string;
    readonly CreationDate: Date;
    readonly LastUpdatedDate: Date;
  }[];
}

export const listAliases: Operation<ListAliasesInput, ListAliasesOutput> = {
  members: { KeyId: KEY_ID, Limit: LIMIT, Marker: MARKER },
  run(service, input) {
    const of = input.KeyId === undefined ? undefined : managedKey(service, input.KeyId, 'ListAliases').keyId;
    const all = [...service.state.aliases.values()].filter(({ keyId }) => of === undefined || keyId === of);
    const [aliases, output] = page(all, ({ name }) => name, input, 50);
    return {
      Aliases: aliases.map(({ name, keyId, createdAt, updatedAt }) => ({
        AliasName: name,
        AliasArn: aliasArn(service, name),
        TargetKeyId: keyId,
        CreationDate: new Date(createdAt),
        LastUpdatedDate: new Date(updatedAt),
      })),
      ...output,
    };
  },
};

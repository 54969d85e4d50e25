import { keyArn } from '../key-id.ts';
import type { Operation } from './operation.ts';
import { LIMIT, MARKER, type PageInput, type PageOutput, page } from './pages.ts';

export interface ListKeysOutput extends PageOutput {
  readonly Keys: readonly { readonly KeyId: string; readonly KeyArn: string }[];
}

export const listKeys: Operation<PageInput, ListKeysOutput> = {
  members: { Limit: LIMIT, Marker: MARKER },
  run(service, input) {
    const [keys, output] = page(service.state.keys.values(), ({ keyId }) => keyId, input, 100);
    return { Keys: keys.map(({ keyId }) => ({ KeyId: keyId, KeyArn: keyArn(service, keyId) })), ...output };
  },
};

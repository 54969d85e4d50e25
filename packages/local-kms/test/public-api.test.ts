import { expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import * as core from '../src/core/index.ts';

it('has one entry, with these names and no others', () => {
  expect(Object.keys(manifest.exports)).toEqual(['./core']);
  expect(Object.keys(core).sort()).toEqual(['EXAMPLE_CREDENTIALS', 'MAX_REQUEST_BYTES', 'createLocalKms']);
});

it('has these operations', () => {
  expect(Object.keys(core.createLocalKms()).sort()).toEqual([
    'accountId',
    'cancelKeyDeletion',
    'createAlias',
    'createKey',
    'decrypt',
    'deleteAlias',
    'describeKey',
    'disableKey',
    'enableKey',
    'encrypt',
    'fetch',
    'generateDataKey',
    'generateDataKeyWithoutPlaintext',
    'generateRandom',
    'handle',
    'listAliases',
    'listKeys',
    'reEncrypt',
    'region',
    'restore',
    'rotateKeyOnDemand',
    'scheduleKeyDeletion',
    'snapshot',
    'updateAlias',
  ]);
});

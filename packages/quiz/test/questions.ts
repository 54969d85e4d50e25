// The fixture builder is published, because tests of other rooms and people who build renderers need it too.
export * from '../src/samples.ts';

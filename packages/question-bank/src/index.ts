export * from './bank.ts';
export { bankLinks, publishBank, type PublishOptions, publishQuestion, siteAddress } from './render/publish.ts';

export * from './bank.ts';
export { BankError, type BankErrorCode } from './errors.ts';
export { type BankFiles, diskFiles, memoryFiles } from './load/files.ts';
export { type LoadOptions, type LoadResult, loadBank, readBank } from './load/load.ts';
export { bankLinks, type PublishOptions, publishBank, publishQuestion, siteAddress } from './render/publish.ts';
export { FORMATS, type Format, formatReport, type JsonMessage, toJsonMessages } from './report.ts';

// All that needs the library and the KMS, and all that is printed of them: loaded when a reader touches the lab, and not
// with the page.
export { attempt } from './attempt.ts';
export { buildMessage } from './build.ts';
export { costHtml, measuredHtml } from './cost-html.ts';
export { contentHtml } from './lab-html.ts';
export { measureCalls } from './measure.ts';
export { questHtml, toldHtml } from './outcome-html.ts';
export { builtOutputs, outcomeOutputs, spokenOutcome } from './outputs.ts';
export { SCENARIOS } from './scenarios.ts';
export { workedExample } from './worked-example.ts';

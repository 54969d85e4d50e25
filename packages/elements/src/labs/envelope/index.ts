export { defineEnvelopeLab, NotebankEnvelopeLab } from './lab-element.ts';
export {
  type EnvelopeCompactHtmlOptions,
  type EnvelopeLabHtmlOptions,
  envelopeLabCompactHtml,
  envelopeLabHtml,
} from './lab-html.ts';

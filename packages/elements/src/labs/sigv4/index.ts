import { NotebankSigV4Lab } from './lab-element.ts';

export { NotebankSigV4Lab } from './lab-element.ts';
export { type CompactHtmlOptions, type LabHtmlOptions, sigv4LabCompactHtml, sigv4LabHtml } from './lab-html.ts';

declare global {
  interface HTMLElementTagNameMap {
    'notebank-sigv4-lab': NotebankSigV4Lab;
  }
}

/** Registers `<notebank-sigv4-lab>`. Does nothing when the name is taken, so that two copies on a page do no harm. */
export function defineSigV4Lab(): void {
  if (!customElements.get('notebank-sigv4-lab')) customElements.define('notebank-sigv4-lab', NotebankSigV4Lab);
}

/** Style of both note types. Night mode is `.nightMode` on every client, and `.night_mode` on AnkiDroid too. */
export const STYLE = `.card {
  margin: 0;
  padding: 1rem;
  background: #fff;
  color: #1b2733;
  font: 1.0625rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  text-align: start;
}
.nightMode.card, .nightMode .card, .night_mode.card, .night_mode .card { background: #16202b; color: #e4eaf1; }
.nb {
  --line: #c6d0db; --soft: #f2f5f8; --muted: #52616f; --link: #0b5cad; --accent: #0b5cad;
  --good: #12703a; --good-soft: #e8f5ec; --bad: #a8281e; --bad-soft: #fbecea; --warn-soft: #fdf3d8;
  max-width: 42rem; margin: 0 auto; overflow-wrap: break-word;
}
.nightMode .nb, .night_mode .nb {
  --line: #3a4a5b; --soft: #1e2b39; --muted: #9fb0c1; --link: #7fbcf5; --accent: #7fbcf5;
  --good: #7bd49a; --good-soft: #173325; --bad: #f5a09a; --bad-soft: #3b2222; --warn-soft: #3a3117;
  color-scheme: dark;
}
.nb a { color: var(--link); }
.nb p, .nb ul, .nb ol, .nb pre, .nb table { margin: 0 0 .75rem; }
.nb li { margin: .2rem 0; }
.nb code { font: .9em ui-monospace, Menlo, Consolas, monospace; background: var(--soft); padding: .1em .3em; border-radius: 3px; }
.nb pre { background: var(--soft); padding: .75rem; border-radius: 6px; overflow-x: auto; }
.nb pre code { padding: 0; background: none; }
.nb img { max-width: 100%; height: auto; }
.nb table { border-collapse: collapse; display: block; overflow-x: auto; }
.nb th, .nb td { border: 1px solid var(--line); padding: .35rem .6rem; text-align: start; vertical-align: top; }
.nb-topic { color: var(--muted); font-size: .8125rem; }
.nb-status { background: var(--warn-soft); border-radius: 6px; padding: .6rem .75rem; margin: 0 0 .75rem; }
.nb-status p:last-child { margin: 0; }
.nb-set { border: 0; margin: 0 0 1rem; padding: 0; min-width: 0; }
.nb-set legend { padding: 0; margin: 0 0 .5rem; color: var(--muted); font-size: .9375rem; }
.nb-item { border: 1px solid var(--line); border-radius: 8px; margin: 0 0 .5rem; }
.nb-label { display: flex; gap: .6rem; align-items: baseline; padding: .6rem .75rem; cursor: pointer; }
.nb-pair .nb-label { flex-direction: column; gap: .35rem; align-items: stretch; }
.nb-text { flex: 1; min-width: 0; }
.nb-text p:last-child, .nb-text pre:last-child { margin-bottom: 0; }
.nb input[type=radio], .nb input[type=checkbox] { accent-color: var(--accent); width: 1.1em; height: 1.1em; flex: none; margin: 0; translate: 0 .15em; }
.nb select, .nb input[type=number] {
  font: inherit; color: inherit; background: var(--soft); border: 1px solid var(--line); border-radius: 6px;
  padding: .35rem .4rem; min-height: 2.5rem; max-width: 100%;
}
.nb input[type=number] { width: 9rem; }
.nb :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.nb :disabled { opacity: 1; }
.nb-back .nb-label { pointer-events: none; }
.nb-back .nb-label a { pointer-events: auto; }
.nb-front .nb-label:has(input:checked) { background: var(--soft); border-radius: 8px; }
.nb-front .nb-after, .nb-back .nb-note, .nb-match .nb-answer { display: none; }
.nb-after { padding: 0 .75rem .6rem; font-size: .9375rem; }
.nb-after p:last-child { margin-bottom: 0; }
.nb-mark { font-weight: 600; margin: 0; }
.nb-choice .nb-mark::before { content: "✗ "; }
.nb-choice .nb-key .nb-mark::before { content: "✓ "; }
.nb-choice .nb-mark { color: var(--bad); }
.nb-choice .nb-key .nb-mark { color: var(--good); }
.nb-choice.nb-back .nb-key { border-color: var(--good); background: var(--good-soft); }
.nb-choice .nb-picked.nb-off { border-color: var(--bad); background: var(--bad-soft); }
.nb-choice .nb-picked .nb-mark::after { content: " · your answer"; }
.nb-choice.nb-given .nb-key:not(.nb-picked) .nb-mark::after { content: " · you left it out"; }
.nb-given:not(.nb-choice) .nb-ok { border-color: var(--good); background: var(--good-soft); }
.nb-given:not(.nb-choice) .nb-off { border-color: var(--bad); background: var(--bad-soft); }
.nb-given:not(.nb-choice) .nb-ok .nb-mark { color: var(--good); }
.nb-given:not(.nb-choice) .nb-ok .nb-mark::before { content: "✓ "; }
.nb-given:not(.nb-choice) .nb-off .nb-mark { color: var(--bad); }
.nb-given:not(.nb-choice) .nb-off .nb-mark::before { content: "✗ Right answer: "; }
.nb-exact { display: none; }
.nb-mistake.nb-picked { font-weight: 600; }
.nb-verdict { font-weight: 700; font-size: 1.125rem; scroll-margin-top: 1rem; }
.nb-won .nb-verdict { color: var(--good); }
.nb-given:not(.nb-won) .nb-verdict { color: var(--bad); }
.nb .cloze { font-weight: 700; color: var(--accent); }
.nb-foot { border-top: 1px solid var(--line); padding-top: .75rem; color: var(--muted); font-size: .8125rem; }
.nb h2 { font-size: 1rem; margin: 1rem 0 .4rem; }`;

/**
 * Rules that hide what another exam asks. An element names its exams in `data-exams`; the page names the chosen one in
 * `data-exam`, which only a script sets, so that readers without one see everything.
 *
 * @param exams - Ids of the bank's exams.
 */
export function examStyles(exams: readonly string[]): string {
  return exams
    .map((exam) => `[data-exam="${exam}"] [data-exams]:not([data-exams~="${exam}"])`)
    .join(',')
    .concat('{display:none!important}');
}

/** Anchor of a term in the glossary: `AWS CodeBuild` -> `aws-codebuild`. */
export function termSlug(term: string): string {
  return term
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** Body of a choice question that no rule speaks about; examples change one thing in it. */
export const CHOICE = `Which file holds the build commands of a project?

- [x] The file \`buildspec.yml\`
  > CodeBuild looks for it at the root of the source.
- [ ] The file \`appspec.yml\`
  > That one belongs to CodeDeploy.
- [ ] The file \`template.yml\`
  > That one belongs to CloudFormation.
- [ ] The file \`Jenkinsfile\`
  > That one belongs to Jenkins.
`;

/** Body of a recall question that no rule speaks about. */
export const RECALL = `Why does a build need a role?

## Answer

It calls other services.
`;

/** A whole recall question file beside the one of an example. */
export function recallFile(id: string, body = RECALL): string {
  return `---
id: ${id}
kind: recall
topic: example-topic
tasks: [dva-c02/3.4]
difficulty: 1
revision: 1
sources: [{title: A page, url: 'https://docs.aws.amazon.com/', checked: 2026-01-01}]
---

${body}`;
}

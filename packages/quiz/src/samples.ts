// Questions of each kind to try renderers and graders with. Each builder takes changes.
import type {
  PublishedChoice,
  PublishedCloze,
  PublishedMatch,
  PublishedNumeric,
  PublishedOrder,
  PublishedQuestion,
  PublishedRecall,
  RichText,
} from '@notebank/content-schema';

/** Plain words in both forms. */
export function rich(text: string): RichText {
  return { markdown: text, html: text };
}

/** A paragraph in both forms; backticks become code. */
export function paragraph(text: string): RichText {
  return { markdown: text, html: `<p>${code(text)}</p>` };
}

/** Words with code in both forms. */
export function inline(text: string): RichText {
  return { markdown: text, html: code(text) };
}

function code(text: string): string {
  return text.replace(/`([^`]+)`/g, '<code>$1</code>');
}

function shared(id: string) {
  return {
    id,
    revision: 1,
    topic: 'codebuild-overview',
    tasks: ['dva-c02/3.4'],
    difficulty: 2,
    pool: 'practice' as const,
    status: 'current' as const,
    reviewed: true,
    url: `https://notebank.example/q/${id}/`,
    sources: [
      {
        title: 'Builds in AWS CodeBuild',
        url: 'https://docs.aws.amazon.com/codebuild/latest/userguide/builds-working.html',
        checked: '2026-11-21',
      },
    ],
    explanation: paragraph('What the reader should take away, beyond the options.'),
  };
}

export function choiceQuestion(changes: Partial<PublishedChoice> = {}): PublishedChoice {
  return {
    ...shared('buildspec-location'),
    stem: paragraph(
      'A team adds CodeBuild to a repository and sets no override. Where does the file with the build commands go?',
    ),
    kind: 'choice',
    choose: 1,
    shuffle: 'all',
    options: [
      option(
        'a',
        true,
        'At the root of the source, named `buildspec.yml`',
        'CodeBuild looks there unless a path is set.',
      ),
      option('b', false, 'In a `.codebuild` folder', 'CodeBuild reads no such folder by itself.'),
      option('c', false, 'In the artifact bucket', 'The bucket receives what a build makes.'),
      option('d', false, 'In Parameter Store', 'Parameters feed variables, not commands.'),
    ],
    ...changes,
  };
}

export function multipleQuestion(changes: Partial<PublishedChoice> = {}): PublishedChoice {
  return choiceQuestion({
    id: 'private-packages',
    url: 'https://notebank.example/q/private-packages/',
    stem: paragraph('A build needs packages from a private registry inside a VPC. Which two settings are needed?'),
    choose: 2,
    shuffle: 'except-last',
    options: [
      option(
        'a',
        true,
        'The VPC, subnets and security groups in the project',
        'Without them builds run outside the VPC.',
      ),
      option('b', true, 'A role that may create network interfaces', 'CodeBuild attaches an interface in the subnet.'),
      option('c', false, 'An internet gateway on the subnet of the build', 'Builds get no public address.'),
      option('d', false, 'A second project', 'One project is enough.'),
      option('e', false, 'None of these', 'Two of them are needed.'),
    ],
    ...changes,
  });
}

function option(id: string, correct: boolean, text: string, rationale: string) {
  return { id, correct, text: inline(text), rationale: inline(rationale) };
}

export function orderQuestion(changes: Partial<PublishedOrder> = {}): PublishedOrder {
  return {
    ...shared('change-path'),
    stem: paragraph('Put what happens after a `git push` in order. One step does not belong.'),
    kind: 'order',
    steps: [
      { id: 'a', text: inline('CodeCommit sends an event'), rationale: inline('Every push gives one.') },
      { id: 'b', text: inline('A rule starts the pipeline'), rationale: inline('Its role may start it.') },
      { id: 'c', text: inline('The source action stores an artifact in S3') },
      { id: 'd', text: inline('CodeBuild runs the `buildspec`') },
    ],
    surplus: [{ id: 'e', text: inline('CodeDeploy clones the repository'), rationale: inline('It fetches a bundle.') }],
    ...changes,
  };
}

export function matchQuestion(changes: Partial<PublishedMatch> = {}): PublishedMatch {
  return {
    ...shared('monitoring-tools'),
    stem: paragraph('Find the tool for each need.'),
    kind: 'match',
    columns: [inline('Need'), inline('Tool')],
    pairs: [
      { id: 'a', left: inline('Alarm on five failures an hour'), right: inline('CloudWatch alarm') },
      { id: 'b', left: inline('Start a function when a build fails'), right: inline('EventBridge rule') },
      { id: 'c', left: inline('See who edited the project'), right: inline('CloudTrail') },
      { id: 'd', left: inline('See who deleted the project'), right: inline('CloudTrail') },
    ],
    surplus: [{ id: 'e', right: inline('Local `cache` mode') }],
    ...changes,
  };
}

export function numericQuestion(changes: Partial<PublishedNumeric> = {}): PublishedNumeric {
  return {
    ...shared('queue-size'),
    stem: paragraph('An account may run 12 builds at once; a script starts 100. How many wait in the queue?'),
    kind: 'numeric',
    answer: { value: 60, tolerance: 0, unit: 'builds' },
    mistakes: [
      { value: 88, why: 'That is all that do not run at once.' },
      { value: 72, why: 'That counts the running ones too.' },
    ],
    ...changes,
  };
}

export function clozeQuestion(changes: Partial<PublishedCloze> = {}): PublishedCloze {
  return {
    ...shared('timeouts'),
    stem: {
      markdown:
        'A build times out after {{c1::60 minutes::time}}; at most {{c2::36 hours}} can be set. Again: {{c1::60}}.',
      html:
        '<p>A build times out after <span class="cloze" data-cloze="1" data-hint="time">60 minutes</span>; at most ' +
        '<span class="cloze" data-cloze="2"><code>36</code> hours</span> can be set. ' +
        'Again: <span class="cloze" data-cloze="1">60</span>.</p>',
    },
    kind: 'cloze',
    deletions: [
      { number: 1, text: inline('60 minutes'), hint: 'time' },
      { number: 2, text: inline('`36` hours') },
      { number: 1, text: inline('60') },
    ],
    ...changes,
  };
}

export function recallQuestion(changes: Partial<PublishedRecall> = {}): PublishedRecall {
  return {
    ...shared('version-control'),
    stem: paragraph('Why move templates from a versioned bucket to Git?'),
    kind: 'recall',
    answer: paragraph('A commit groups changes to several files and says who made them, when and why.'),
    ...changes,
  };
}

/** A true question about a service that is gone, not reviewed, with a table and code in its stem. */
export function historicQuestion(changes: Partial<PublishedChoice> = {}): PublishedChoice {
  return choiceQuestion({
    id: 'codestar-dashboard',
    url: 'https://notebank.example/q/codestar-dashboard/',
    status: 'historic',
    since: '2024-07-31',
    reason: 'AWS ended CodeStar projects; the console & its dashboard are gone.',
    reviewed: false,
    difficulty: 3,
    stem: {
      markdown: 'Which service showed these in one place?\n\n| Part | Service |\n|---|---|\n| Code | CodeCommit |',
      html:
        '<p>Which service showed these in one place?</p><table><thead><tr><th>Part</th><th>Service</th><th>What it ' +
        'did in a project</th></tr></thead><tbody><tr><td>Code</td><td>CodeCommit</td><td>Held the repository with its ' +
        'branches and pull requests</td></tr><tr><td>Build</td><td>CodeBuild</td><td>Ran the buildspec on every push' +
        '</td></tr></tbody></table><pre><code class="language-sh">aws codestar list-projects --max-results 10 --output ' +
        'table --query "projects[].projectId"</code></pre>',
    },
    ...changes,
  });
}

/** One question of each kind, and a choice with two keys. */
export function everyKind(): PublishedQuestion[] {
  return [
    choiceQuestion(),
    multipleQuestion(),
    orderQuestion(),
    matchQuestion(),
    numericQuestion(),
    clozeQuestion(),
    recallQuestion(),
  ];
}

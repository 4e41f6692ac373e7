// Who may import whom. A folder imports itself and the folders before it in its list. `npm run check` runs these rules.
const product = [
  'agreements',
  'text',
  'offers',
  'data',
  'workflows',
  'encryption',
  'visibility',
  'activities',
  'clients',
  'pages',
  'workers',
];

const agreements = [
  'validation',
  'time',
  'offer',
  'model',
  'contacts',
  'obligations',
  'delivery',
  'lifecycle',
  'planning',
  'restoring',
  'commands',
  'reports',
  'explain',
];

const activities = ['provisioning', 'reconciliation', 'reports', 'bounces', 'notices'];

const notices = ['links', 'letters', 'templates', 'content', 'calendar', 'message', 'delivery'];

const clients = ['files', 'api', 'output', 'lists', 'bulk', 'record', 'backup', 'cli'];

const pages = ['model', 'words', 'views'];

const workers = ['engine', 'embedded', 'incoming'];

/** The only files of their folder that may import from the other folder, too. */
const doors = {
  'workers/': ['clients/cli/stay-up.ts', 'clients/cli/commands/check-release.ts'],
  'activities/': [
    'clients/api/preview.ts',
    'clients/backup/evidence.ts',
    'clients/cli/commands/check-directory.ts',
  ],
};

export default {
  forbidden: [
    rule('no-circles', 'Files that import each other can only be read together.', {}, { circular: true }),
    ...inOrder('', product),
    ...inOrder('agreements/', agreements),
    ...inOrder('activities/', activities),
    ...inOrder('activities/notices/', notices),
    ...inOrder('clients/', clients),
    ...inOrder('pages/', pages),
    ...inOrder('workers/', workers),
    rule(
      'agreements-is-pure',
      'agreements/ has no I/O and no SDK, and imports no other folder.',
      within('agreements'),
      {
        pathNot: ['^agreements/', ...packages('@18f/us-federal-holidays', 'temporal-polyfill', 'zod')],
      },
    ),
    rule(
      'workflows-run-in-the-sandbox',
      'workflows/ imports only agreements/ and the Temporal SDK.',
      within('workflows'),
      {
        pathNot: ['^(agreements|workflows)/', ...packages('@temporalio/common', '@temporalio/workflow')],
      },
    ),
    rule(
      'settings-are-handed-in',
      'Only clients/, workers/ and the files that run them read config/.',
      within('agreements|workflows|encryption|visibility|activities|pages|offers|data|text'),
      {
        path: '^config/',
      },
    ),
    rule(
      'the-judge-shares-no-code',
      'chaos/judge/ imports nothing of what it judges.',
      within('chaos/judge'),
      { pathNot: ['^chaos/judge/', ...packages('@temporalio/client', '@temporalio/worker')] },
    ),
    rule('config-knows-no-other-folder', 'config/ reads the environment only.', within('config'), {
      path: `^(${product.join('|')})/`,
    }),
    ...Object.entries(doors).map(([to, files]) =>
      rule(
        `doors-to-${to}`,
        `Only ${files.join(' and ')} in clients/ import ${to}`,
        { path: '^clients/', pathNot: files.map((file) => `^${file}$`) },
        { path: `^${to}` },
      ),
    ),
    rule('pages-use-links-only', 'From activities/, pages/ imports the signed links only.', within('pages'), {
      path: '^activities/',
      pathNot: '^activities/notices/links/signed-links\\.ts$',
    }),
    rule(
      'workers-use-the-client-only',
      'From clients/, workers/ imports the typed client and its errors only.',
      within('workers'),
      {
        path: '^clients/',
        pathNot: '^clients/api/(agreements|unanswered)\\.ts$',
      },
    ),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js', '.json'] },
  },
};

/** A rule for each folder of a list: only its door imports the folders after it. */
function inOrder(parent, folders) {
  return folders.slice(0, -1).map((folder, index) => {
    const before = folders.slice(0, index).join(', ') || 'none';
    const here = `${parent}${folder}/`;
    const pathNot = Object.values(doors)
      .flat()
      .filter((file) => file.startsWith(here));
    return rule(
      `${here}-imports-what-comes-before`,
      `Of the folders in its list, ${here} imports: ${before}.`,
      { path: `^${here}`, ...(pathNot.length > 0 && { pathNot }) },
      { path: `^${parent}(${folders.slice(index + 1).join('|')})/` },
    );
  });
}

function rule(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to };
}

function within(folders) {
  return { path: `^(${folders})/` };
}

function packages(...names) {
  return names.map((name) => `node_modules/${name}/`);
}

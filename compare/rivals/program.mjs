// One rival in a process of its own: node program.mjs NAME prepare|client|worker DATABASE_URL SMTP_URL. A
// client carries out what its parent asks for.
import nodemailer from 'nodemailer';

const [name, role, databaseUrl, smtpUrl] = process.argv.slice(2);
const { open, prepare, work } = await import(`./${name}.mjs`);

if (role === 'prepare') {
  await prepare(databaseUrl);
  process.exit();
} else if (role === 'worker') {
  const transport = nodemailer.createTransport({ url: smtpUrl, pool: true, maxConnections: 10 });
  await work(databaseUrl, ({ id, email }) =>
    transport.sendMail({
      from: 'notices@program.example',
      to: email,
      subject: 'Your terms',
      text: 'Please accept your terms.',
      messageId: `<${id}@program.example>`,
    }),
  );
} else {
  const client = await open(databaseUrl);
  process.on('message', async ({ number, what, notice }) => {
    const error = await client[what](notice).then(
      () => undefined,
      ({ message }) => message,
    );
    process.send({ number, error });
  });
  process.on('disconnect', () => process.exit());
}
process.send('ready');

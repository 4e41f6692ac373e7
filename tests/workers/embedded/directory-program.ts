// Runs a directory in a process of its own, for tests that end it. Prints where it is. Arguments: the folder.
import { startDirectory } from '../../../workers/embedded/directory.ts';

const { url } = await startDirectory({ port: 0, folder: process.argv[2] ?? '' });
console.log(url('agencies'));

export { makeTemporaryFolder, openTemporaryFolder } from './temporary-folder.ts';

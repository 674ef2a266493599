export { type Servers, startServers } from './servers.ts';
export { makeTemporaryFolder, openTemporaryFolder } from './temporary-folder.ts';

export { openFolderService, openServersService } from './open.ts';

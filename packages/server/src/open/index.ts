export { identity } from './build-identity.ts';
export { callerOf } from './caller.ts';
export { configFile, readConfig } from './config.ts';
export { type OpenedStore, openStore, socketOf } from './open-store.ts';
export { wrongWords } from './refuse.ts';
export { chooseProject, chooseStore, type StoreChoice, storeExists, withoutPassword } from './store-choice.ts';
export { wrongSetting } from './tui-config.ts';

export { reindex, removeFromIndex } from "./indexer";

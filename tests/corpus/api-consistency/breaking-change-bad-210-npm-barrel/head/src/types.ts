export type DateLike = Date | number;

export type DateLike = Date | number | string;

export class CreateTagDto {
  displayName: string;
}
export class PageQuery {
  page?: number;
  pageSize?: number;
}

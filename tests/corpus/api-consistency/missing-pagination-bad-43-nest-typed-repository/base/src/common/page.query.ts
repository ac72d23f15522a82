import { Type } from "class-transformer";
import { IsInt, Max, Min } from "class-validator";

export class PageQuery {
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit = 25;

  @Type(() => Number)
  @IsInt()
  @Min(0)
  offset = 0;
}

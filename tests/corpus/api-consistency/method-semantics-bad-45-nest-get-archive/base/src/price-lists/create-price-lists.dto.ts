import { IsOptional, IsString } from "class-validator";

export class CreatePriceListDto {
  @IsString()
  displayName: string;

  @IsOptional()
  @IsString()
  ownerId?: string;
}

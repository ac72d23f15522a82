import { IsOptional, IsString } from "class-validator";

export class CreateWarehouseDto {
  @IsString()
  displayName: string;

  @IsOptional()
  @IsString()
  ownerId?: string;
}

import { IsOptional, IsString } from "class-validator";

export class CreateOrderDto {
  @IsString()
  displayName: string;

  @IsString()
  region: string;

  @IsOptional()
  @IsString()
  ownerId?: string;
}

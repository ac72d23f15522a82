import { IsOptional, IsString } from "class-validator";

export class CreateOrderDto {
  @IsString()
  displayName: string;

  @IsOptional()
  @IsString()
  ownerId?: string;
}

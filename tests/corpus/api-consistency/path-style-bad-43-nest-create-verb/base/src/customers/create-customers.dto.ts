import { IsOptional, IsString } from "class-validator";

export class CreateCustomerDto {
  @IsString()
  displayName: string;

  @IsOptional()
  @IsString()
  ownerId?: string;
}

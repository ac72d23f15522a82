import { IsOptional, IsString } from "class-validator";

export class CreateInvoiceDto {
  @IsString()
  displayName: string;

  @IsOptional()
  @IsString()
  ownerId?: string;
}

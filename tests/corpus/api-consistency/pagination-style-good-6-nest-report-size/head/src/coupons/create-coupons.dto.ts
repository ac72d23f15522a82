import { IsOptional, IsString } from "class-validator";

export class CreateCouponDto {
  @IsString()
  displayName: string;

  @IsOptional()
  @IsString()
  campaignId?: string;
}

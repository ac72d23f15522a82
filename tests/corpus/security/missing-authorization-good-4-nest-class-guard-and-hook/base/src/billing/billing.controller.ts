import { Body, Controller, Get, Post, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/jwt-auth.guard';
import { Public } from '../auth/public.decorator';
import { BillingService } from './billing.service';
import { ChargeDto } from './dto/charge.dto';

@Controller('billing')
@UseGuards(JwtAuthGuard)
export class BillingController {
  constructor(private readonly billing: BillingService) {}

  @Get('plans')
  @Public()
  plans() {
    return this.billing.plans();
  }

  @Post('charges')
  charge(@Body() body: ChargeDto) {
    return this.billing.charge(body.customerId, body.amount);
  }
}

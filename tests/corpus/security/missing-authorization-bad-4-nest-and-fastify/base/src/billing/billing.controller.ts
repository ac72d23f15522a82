import { Body, Controller, Get, Param, ParseIntPipe, Post, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/jwt-auth.guard';
import { RolesGuard } from '../auth/roles.guard';
import { BillingService } from './billing.service';
import { ChargeDto } from './dto/charge.dto';

@Controller('billing')
export class BillingController {
  constructor(private readonly billing: BillingService) {}

  @Get('plans')
  plans() {
    return this.billing.plans();
  }

  @Post('charges')
  @UseGuards(JwtAuthGuard, RolesGuard)
  charge(@Body() body: ChargeDto) {
    return this.billing.charge(body.customerId, body.amount);
  }

  @Post('charges/:id/refund')
  @UseGuards(JwtAuthGuard, RolesGuard)
  refund(@Param('id', ParseIntPipe) id: number) {
    return this.billing.refund(id);
  }
}

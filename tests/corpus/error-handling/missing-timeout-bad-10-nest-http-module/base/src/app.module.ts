import { HttpModule } from '@nestjs/axios';
import { Module } from '@nestjs/common';
import { VatService } from './vat.service';

@Module({ imports: [HttpModule], providers: [VatService] })
export class AppModule {}

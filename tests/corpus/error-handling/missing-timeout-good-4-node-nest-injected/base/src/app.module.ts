import { HttpModule } from '@nestjs/axios';
import { Module } from '@nestjs/common';
import { WeatherService } from './weather.service';

@Module({
  imports: [HttpModule.register({ timeout: 5000, maxRedirects: 3 })],
  providers: [WeatherService],
})
export class AppModule {}

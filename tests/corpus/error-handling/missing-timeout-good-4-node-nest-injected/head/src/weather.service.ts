import { HttpService } from '@nestjs/axios';
import { Injectable } from '@nestjs/common';
import { firstValueFrom } from 'rxjs';

export interface Forecast {
  day: string;
  celsius: number;
}

@Injectable()
export class WeatherService {
  constructor(private readonly httpService: HttpService) {}

  async forecast(city: string): Promise<Forecast[]> {
    const { data } = await firstValueFrom(
      this.httpService.get<{ days: Forecast[] }>('https://weather.example.com/forecast', { params: { city } }),
    );
    return data.days;
  }
}

import { HttpService } from '@nestjs/axios';
import { Injectable } from '@nestjs/common';
import { firstValueFrom } from 'rxjs';

export interface VatAnswer {
  valid: boolean;
  name: string | null;
}

@Injectable()
export class VatService {
  constructor(private readonly http: HttpService) {}

  /** Asks the register whether a number is in use. */
  async check(number: string): Promise<VatAnswer> {
    const { data } = await firstValueFrom(
      this.http.get<VatAnswer>(`https://vat.example.com/numbers/${encodeURIComponent(number)}`),
    );
    return data;
  }
}

import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, In } from 'typeorm';
import { Invoice } from './invoice.entity';

@Injectable()
export class InvoicesService {
  constructor(@InjectRepository(Invoice) private readonly invoices: Repository<Invoice>) {}

  findAll(): Promise<Invoice[]> {
    return this.invoices.find();
  }

  page(skip: number, take: number): Promise<Invoice[]> {
    return this.invoices.find({ skip, take });
  }

  byIds(ids: number[]): Promise<Invoice[]> {
    return this.invoices.findBy({ id: In(ids) });
  }

  async close(ids: number[]): Promise<void> {
    for (const id of ids) {
      const invoice = await this.invoices.findOneByOrFail({ id });
      invoice.close();
      await this.invoices.save(invoice);
    }
  }
}

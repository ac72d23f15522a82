import { Injectable, Logger, OnModuleDestroy } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, LessThan, Repository } from 'typeorm';
import { AuditEntry } from './audit-entry.entity';

@Injectable()
export class AuditService implements OnModuleDestroy {
  private readonly logger = new Logger(AuditService.name);
  private readonly users = new Map<string, string>();

  constructor(@InjectRepository(AuditEntry) private readonly entries: Repository<AuditEntry>) {}

  async names(ids: string[]): Promise<string[]> {
    const found: string[] = [];
    for (const id of ids) {
      const name = this.users.get(id);
      if (name) found.push(name);
    }
    return found;
  }

  find(names: string[], wanted: string): string | undefined {
    return names.find((name) => name === wanted);
  }

  forSubjects(ids: string[]): Promise<AuditEntry[]> {
    return this.entries.find({ where: { subjectId: In(ids) }, take: 500 });
  }

  async prune(before: Date): Promise<number> {
    const { affected } = await this.entries.delete({ createdAt: LessThan(before) });
    return affected ?? 0;
  }

  async saveAll(entries: AuditEntry[]): Promise<void> {
    await this.entries.save(entries, { chunk: 100 });
  }

  onModuleDestroy(): void {
    this.users.clear();
  }
}

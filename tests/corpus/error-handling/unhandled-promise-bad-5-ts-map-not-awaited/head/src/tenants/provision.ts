import { createSchema } from "./schema";
import { TenantRepository } from "./repository";
import { seed } from "./seed";

export class Provisioner {
  constructor(private readonly tenants: TenantRepository) {}

  private async provision(id: string): Promise<void> {
    await createSchema(id);
    await seed(id);
  }

  async one(id: string): Promise<void> {
    await this.provision(id);
    await this.tenants.activate(id);
  }

  async all(ids: string[]): Promise<number> {
    ids.map(async (id) => {
      await this.provision(id);
      await this.tenants.activate(id);
    });
    return ids.length;
  }

  async reset(id: string): Promise<void> {
    await this.tenants.deactivate(id);
    this.provision(id);
    await this.tenants.activate(id);
  }
}

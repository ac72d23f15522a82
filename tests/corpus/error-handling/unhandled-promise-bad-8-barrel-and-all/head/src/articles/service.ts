import { removeFromIndex, reindex } from "../search";
import { ArticleRepository } from "./repository";

export class ArticleService {
  constructor(private readonly articles: ArticleRepository) {}

  async publish(id: string): Promise<void> {
    await this.articles.publish(id);
    await reindex(id);
  }

  async archive(ids: string[]): Promise<void> {
    for (const id of ids) {
      await this.articles.archive(id);
    }
    Promise.all(ids.map((id) => removeFromIndex(id)));
  }

  async rename(id: string, title: string): Promise<void> {
    const changed = await this.articles.rename(id, title);
    if (changed) {
      reindex(id);
    }
  }
}

import { removeFromIndex, reindex } from "../search";
import { ArticleRepository } from "./repository";

export class ArticleService {
  constructor(private readonly articles: ArticleRepository) {}

  async publish(id: string): Promise<void> {
    await this.articles.publish(id);
    await reindex(id);
  }
}

class ArticlesController < ApplicationController
  before_action :authenticate_user!

  def index
    @articles = Article.published.sorted(params[:sort]).limit(50)
    @articles = @articles.tagged(params[:tag]) if params[:tag].present?
  end

  def stats
    rows = Article.connection.select_all(
      Article.sanitize_sql_array(["SELECT date(published_at), count(*) FROM #{Article.table_name} WHERE section = ? GROUP BY 1", params[:section]])
    )
    render json: rows.to_a
  end
end

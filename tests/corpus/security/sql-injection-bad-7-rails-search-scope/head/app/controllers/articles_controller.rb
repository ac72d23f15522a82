class ArticlesController < ApplicationController
  before_action :authenticate_user!

  def index
    @articles = Article.published
    @articles = @articles.tagged(params[:tag]) if params[:tag].present?
    @articles = @articles.limit(50)
  end

  def show
    @article = Article.published.find(params[:id])
  end

  def stats
    sql = "SELECT date(published_at) AS day, count(*) AS articles FROM articles " \
          "WHERE author_id = #{current_user.id.to_i} AND section = '#{params[:section]}' " \
          "GROUP BY 1"
    rows = ActiveRecord::Base.connection.select_all(sql)
    render json: rows.to_a
  end
end

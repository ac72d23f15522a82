class ArticlesController < ApplicationController
  before_action :authenticate_user!

  def index
    @articles = Article.published.limit(50)
  end
end

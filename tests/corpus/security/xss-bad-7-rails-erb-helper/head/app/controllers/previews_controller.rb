class PreviewsController < ApplicationController
  before_action :authenticate_user!

  def show
    render html: "<h1>#{params[:title]}</h1>".html_safe
  end
end

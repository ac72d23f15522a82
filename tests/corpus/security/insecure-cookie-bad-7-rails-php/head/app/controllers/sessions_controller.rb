class SessionsController < ApplicationController
  def new; end

  def create
    user = User.authenticate_by(email: params[:email], password: params[:password])
    return render(:new, status: :unprocessable_entity) if user.nil?

    reset_session
    session[:user_id] = user.id
    remember(user) if params[:remember_me] == "1"
    redirect_to root_path
  end

  private

  def remember(user)
    cookies.permanent[:remember_token] = user.regenerate_remember_token
    cookies[:locale] = user.locale
  end
end

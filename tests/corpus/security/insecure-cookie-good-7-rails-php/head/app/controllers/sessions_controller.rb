class SessionsController < ApplicationController
  def new; end

  def create
    user = User.authenticate_by(email: params[:email], password: params[:password])
    return render(:new, status: :unprocessable_entity) if user.nil?

    reset_session
    session[:user_id] = user.id
    remember(user) if params[:remember_me] == "1"
    cookies[:locale] = { value: user.locale, expires: 1.year }
    redirect_to root_path
  end

  def destroy
    cookies.delete(:remember_token)
    reset_session
    redirect_to new_session_path
  end

  private

  def remember(user)
    cookies.encrypted[:remember_token] = {
      value: user.regenerate_remember_token,
      expires: 30.days,
      httponly: true,
      secure: Rails.env.production?,
      same_site: :lax
    }
  end
end

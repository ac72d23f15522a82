export function Login() {
  return (
    <form>
      <label htmlFor="password-field-1">Password</label>
      <input id="password-field-1" name="password" type="password" className="Input-md mt-4" autoComplete="current-password" />
      <p data-token="login-token-1">{errors.password}</p>
    </form>
  );
}

export const errors = { password: 'PASSWORD_TOO_SHORT_8', token: 'E_TOKEN_4012' };
export const testIds = { secret: 'settings-secret-input-2' };

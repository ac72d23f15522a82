import validator from 'validator';

export const EMAIL_RE = /^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$/;

export class Validators {
  private readonly name = /^(\w+\s?)*$/;

  isName(text: string): boolean {
    return this.name.test(text);
  }

  isEmail(text: string): boolean {
    return EMAIL_RE.test(text);
  }

  tokens(text: string): string[] {
    return text.split(/(?:\s*,+\s*)+$/);
  }

  strip(html: string): string {
    return html.replace(/<(\w+)(\s+\w+=("[^"]*"|'[^']*'|[^\s>]+)*)*>/g, '');
  }
}

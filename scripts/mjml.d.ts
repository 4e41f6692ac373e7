// What of mjml is used here; it brings no types of its own.
declare module 'mjml' {
  type Options = { fonts: Record<string, string>; validationLevel: 'strict' };
  export default function mjml2html(mjml: string, options: Options): Promise<{ html: string }>;
}

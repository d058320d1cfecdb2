/** What every page of the studio is framed with. */
export interface Frame {
  publication: string;
  /** Where messages go: the sandbox, or Resend itself. */
  door: 'sandbox' | 'resend';
  /** Where readers find the site, without a trailing slash. */
  publicUrl: string;
  /** The paths of what pages load. */
  assets: { stylesheet: string; scripts: string[]; icon: string };
}
